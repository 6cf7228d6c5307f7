"""The paper: ticket to bitmap to ESC/POS bytes to device, and back from the bytes to a picture. Knows no queue."""
