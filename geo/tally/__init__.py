"""Count observations (parcels, orders, openings) per unit and year, on one machine or a cluster.

A log of observations is read in parts, each part is counted by itself, and the counts are merged:
`count.count_part` and `part.merge` are all that an engine has to call, in any order. No row is
dropped in silence: one that cannot be counted is counted by its reason.
"""
