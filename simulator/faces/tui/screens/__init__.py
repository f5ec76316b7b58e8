"""The screens, one a file, each with its styles beside it in `styles/`. Their parts are `widgets`."""
