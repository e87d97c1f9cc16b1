"""What a web server is told: the policy for browsers, and ready configurations that carry it."""
