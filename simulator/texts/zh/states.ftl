# What a gate needs or finds where it is no name or number.

announced = 仅宣布
not_announced = 未宣布
not_DeepSeek = 非 DeepSeek
withdrawn = 已下线
internal_test = 内测资格
enrolled = 已参加内测
not_enrolled = 未参加内测
beta_or_official = 公测版或正式版
beta = 公测版
official = 正式版
first_buyers = 首批用户
first_buyer = 首批用户
later_buyer = 非首批用户
logged_in = 已登录
logged_out = 未登录
