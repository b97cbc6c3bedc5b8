"""What a browser calls itself, in words that its owner recognises."""

from qms.language import Phrase, mark

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"))  # fmt: skip


def name_device(user_agent: str) -> Phrase:
    """``Chrome trên Windows``; the first mark in each list that occurs counts, because browsers claim to be each other."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), None)
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), None)
    if browser and system:
        return Phrase(mark("{browser} trên {system}"), browser=browser, system=system)
    return Phrase(mark("Thiết bị không rõ loại"))
