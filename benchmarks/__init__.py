"""What `make bench` measures: this assistant beside a stock Rasa project on the same machine."""
