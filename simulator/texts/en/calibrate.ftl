# What is odd in recordings, and what recording would tell more.

first_token-unseen = no first-token times: record the seconds from the question to the first text (CSV: first_token)
rate-unseen = no pace of writing: it has no times, or came at once, as on a fast server's wire; record what the phone shows (`ask --json`, or a CSV with first_token and seconds)
stutter-unseen = no halt in { $seen } pieces of text: record at least { $least }, with the time of each
window-contradicted = { $name } is contradicted: { $kept } remembered { $low }, but { $lost } forgot { $forgot }
window-either = the other memory limit would explain all of it, too: record conversations of long and of short turns (docs/calibrate.md)
cap-unseen = no conversation reached a cap: record one of ≥ { $need } turns, until the phone refuses
cap-contradicted = { $name } is contradicted: { $most } was met { $seen } { $seen ->
        [one] time
       *[other] times
    }, but { $place } { $against }
cap-refused_at = was refused after { $number }
cap-answered_at = still answered at { $number }
quota-no_moments = no quota of a day: the recordings have no moments of the questions (CSV: asked)
quota-unseen = no day reached a quota (most questions of a day: { $most }): record one day of a phone until it refuses, if it ever does
thinking-easy = no thinking time of an easy question (“你好”): record some
thinking-medium = no thinking time of a medium one (“为什么天是蓝的？”): record some
thinking-hard = no thinking time of a hard one (a sum): record some
turns-between = memory_turns is between { $low } and { $high }: ask for a name at these distances
turns-unseen = no turn was forgotten: say 我叫小明, then ≥ { $need } turns, then 我叫什么？ (or record the wire)
tokens-between = the window is between { $low } and { $high }, of which the roundest was taken; --probe FILE writes the script that decides
tokens-unseen = no prompt outgrew the window; --probe FILE writes a script that finds it
