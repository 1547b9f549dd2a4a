"""Names only: nothing ever raises these."""


class PrismaError(Exception):
    pass


def __getattr__(name):
    if not name.endswith("Error"):
        raise AttributeError(name)
    kind = globals()[name] = type(name, (PrismaError,), {})
    return kind
