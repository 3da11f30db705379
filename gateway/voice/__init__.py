"""Talking aloud: a reply in steps that can be heard, and what people say to steer it.

Knows the API's reply; nothing of medicine, and nothing of one platform.
"""
