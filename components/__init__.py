"""What runs inside Rasa Open Source 3.6.21: understanding, wording and the private channel."""

from components.patches import apply

apply()
