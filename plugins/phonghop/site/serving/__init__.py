"""The configuration of web servers: the policy for browsers, and ready files that carry it."""
