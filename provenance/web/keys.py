"""Keys of outlets in the path of an address: any text, slashes and line breaks too (`{key:text}`)."""

from starlette.convertors import PathConvertor, register_url_convertor


class _Text(PathConvertor):
    regex = "(?s:.*)"


register_url_convertor("text", _Text())
