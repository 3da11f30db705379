"""Custom actions of the assistant, served to Rasa by rasa-sdk. They import no rasa."""
