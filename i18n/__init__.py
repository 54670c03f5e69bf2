"""What every room says, in two languages: messages as data, rendered only where a person reads."""

from i18n.language import LANGUAGES, Language
from i18n.message import Message, Value, msg, msgs

__all__ = ["LANGUAGES", "Language", "Message", "Value", "msg", "msgs"]
