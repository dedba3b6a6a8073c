"""One command that starts everything: broker, web server, workers and beat, and keeps them up."""
