# simulator doctor, about the probe as a whole.

title = 探测 { $name } · { $model } · { $url }
embedded = 内置模拟服务器
skipped = 跳过
counts = { $ok } 项正常，{ $warn } 项注意，{ $fail } 项失败，{ $skipped } 项跳过
cost = { $requests } 次请求，{ $tokens } tokens（另有 { $uncounted } 次未报告用量），{ $seconds } 秒
saved = 已写入 { $path }，现在可以：
not_saved = 没有写入配置：有一项失败。修好再试，或加 --force
skipped-why = { $why }：{ $names }
skipped-separator = 、
