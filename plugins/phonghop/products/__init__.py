"""What is made from the model: wording, letters, codes, file facts, views, the public API. Data in, data out."""
