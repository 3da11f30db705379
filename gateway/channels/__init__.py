"""One file a channel: each turns its platform's envelope into a turn and the reply into its form."""
