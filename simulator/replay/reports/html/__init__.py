"""A run as one HTML file that a browser opens without a network. Its script and style sheet are files in `page`."""
