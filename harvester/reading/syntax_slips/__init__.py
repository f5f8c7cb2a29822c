"""The mistakes that beginners make, found in the decoded text before anything is parsed, by rule. Each is a function
`(Source) -> Iterator[Finding]` of the rule's name whose docstring is the rule's sentence; the rest of it is in
`reading/rules.yml`."""
