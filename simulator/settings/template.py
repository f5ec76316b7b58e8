"""The file that `simulator config init` begins with. Every line of it is a comment; the schema is `schema`."""

from __future__ import annotations

TEMPLATE = """\
# simulator.toml 配置 · `simulator config check` 检查，`simulator config show` 说明每个值从哪来
# The configuration: `simulator config check` says what is wrong, `simulator config show` where each value is from.

# backend = "work"                # 默认后端：预设或下面的表 / a preset (`simulator backends`) or a table below
# lang = "zh"                     # zh | en
# motion = "reduced"              # full | reduced：屏幕上不动 / nothing moves on the screen

# [backends.work]
# preset = "deepseek"             # 或 / or: base_url = "http://127.0.0.1:8000/v1"
# model = "deepseek-v4-pro"
# api_key_env = "DEEPSEEK_API_KEY"  # 变量名，不是密钥 / the variable's name, never the key
# api_key_keyring = "simulator/work"  # 或系统钥匙串 / or the system's keyring
# timeout = { connect = 10, idle = 120, event = 600, total = 1800 }  # 秒 / seconds
# dialect = "tags"                # 思考在哪里；不写则自动识别 / where thinking is; found out without
# thinking = true                 # 打开或关闭思考 / turns thinking on or off
# fallback = ["mock"]             # 失败时依次改用 / who stands in, in order
# headers = { X-Team = "phones" }
# extra_body = { temperature = 0.6 }
# proxy = "http://127.0.0.1:3128" # "none" 不用代理 / for none
# ca = "company.pem"              # 另加信任的证书 / certificates to trust as well
# http2 = true                    # pip install 'phone-assistant-simulator[http2]'

# [vendors.xiaoyi]                # 实验：覆盖限制，证据显示为 config / limits for an experiment
# limits = { turns_per_conversation = 3 }
"""
