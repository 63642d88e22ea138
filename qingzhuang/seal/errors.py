"""What sealing refuses."""


class SealError(Exception):
    """A key file cannot be used, or a sealed value does not open with any key that it holds."""
