# What exports say of their own.

user = 用户
asleep = 休眠中
recorded = 模拟会话 { $name }
simulated = 手机助手模拟器的记录，不是真机截图
release = 版本
device = 机型
date = 模拟日期
backend = 后端
untaken = 这个会话里还没有手机
folded = { $count } 字，用 --thinking 展开
earlier = ↑ 更早的 { $count } 条
