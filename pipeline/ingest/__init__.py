"""Files of every format read into `Document`s."""
