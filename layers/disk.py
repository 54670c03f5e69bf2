"""Why a disk refused, told in the reader's language where the reason is a common one."""

from __future__ import annotations

import errno
import os

from i18n import Message, msg

_REASONS = {
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("the disk is full"),
    errno.EFBIG: msg("the file would grow too large for this disk"),
    errno.EACCES: msg("access is denied"),
    errno.EPERM: msg("access is denied"),
    errno.EROFS: msg("the disk is read-only"),
    errno.ENOENT: msg("there is no such file or folder"),
    errno.ENOTDIR: msg("a file stands where a folder should be"),
}


def reason_of(cause: BaseException) -> Message | str:
    """Give why an operation on files failed; what is rare is told in the system's own words."""
    number = getattr(cause, "errno", None)
    if number is None:
        return str(cause)
    return _REASONS.get(number) or os.strerror(number)
