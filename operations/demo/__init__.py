"""The demo: invented people, what they wrote, and how a visitor becomes one of them."""
