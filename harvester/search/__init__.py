"""Finding, as one engine in two languages: this room builds the index and asks it; the browser's modules in
`templates/assets/search/` ask the same files and give the same ranks."""
