# What a gate needs or finds where it is no name or number.

announced = announced
not_announced = not announced
not_DeepSeek = not DeepSeek
withdrawn = withdrawn
internal_test = internal test
enrolled = enrolled
not_enrolled = not enrolled
beta_or_official = beta or official
beta = beta
official = official
first_buyers = first buyers
first_buyer = first buyer
later_buyer = later buyer
logged_in = logged in
logged_out = logged out
