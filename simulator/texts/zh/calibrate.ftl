# What is odd in recordings, and what recording would tell more.

first_token-unseen = 首字时间无从得知：请记录从提问到第一个字出现的秒数（CSV 的 first_token 列）
rate-unseen = 生成速度无从得知：没有用时，或文字一次全到；请记录全文与用时（CSV 的 first_token 与 seconds 列）
stutter-unseen = 卡顿无从得知：只见到 { $seen } 段文字，请录至少 { $least } 段并记下每段出现的时刻
window-contradicted = { $name } 自相矛盾：{ $kept } 还记得 { $low }，而 { $lost } 已忘记 { $forgot }
window-either = 遗忘也可能由另一个限制造成：请用长短不一的对话再录一次（docs/calibrate.md）
cap-unseen = 没有对话达到轮次上限：请录一段至少 { $need } 轮的对话，直到手机拒绝为止
cap-contradicted = { $name } 自相矛盾：{ $seen } 次在 { $most } 时被拒绝，而 { $place } { $against }
cap-refused_at = 在 { $number } 时被拒绝
cap-answered_at = 到了 { $number } 仍在回答
quota-no_moments = 每日上限无从得知：记录里没有提问的时刻（CSV 的 asked 列）
quota-unseen = 没有哪一天达到每日上限：请在同一天连续提问，直到手机拒绝为止（至今一天最多 { $most } 问）
thinking-easy = 没有简单问题（如“你好”）的思考时间：请录几个
thinking-medium = 没有中等问题（如“为什么天是蓝的？”）的思考时间：请录几个
thinking-hard = 没有难题（如一道排列组合题）的思考时间：请录几个
turns-between = memory_turns 在 { $low } 与 { $high } 之间：在这些距离上各问一次名字
turns-unseen = 没有轮次被忘记：先说“我叫小明”，聊 { $need } 轮以上，再问“我叫什么？”
tokens-between = 窗口只夹在 { $low } 与 { $high } 之间，取其中最整的数；--probe FILE 写出能确定它的脚本
tokens-unseen = 没有提示词超出窗口；--probe FILE 写出能找到它的脚本
