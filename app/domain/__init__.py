"""The field's own words, rules and sums: pure functions over plain values."""
