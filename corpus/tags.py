"""Elements of XML and HTML as text."""

from html import escape


def tag(name: str, *content: str, **attributes: str) -> str:
    """An element; an underscore in an attribute's name stands for a hyphen (`class_` is class).

    Content is markup already; escape plain words with `escape`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(content)}</{name}>"


def words(text: str) -> str:
    """Plain words as markup."""
    return escape(text, quote=False)
