# What the checks of a vendor demand and find.

evidence-none = { $name } has no evidence: { $said }
evidence-counted = { $count } { $count ->
        [one] value
       *[other] values
    }, { $guesses } assumed, { $mute } of these without a note
evidence = every value has evidence
gates-own_phone = { $version } refuses its own phone ({ $said })
gates-shuts_none = gate { $name } of { $release } ({ $value }) refuses no phone
gates-words = the { $lang } words of gate.{ $gate } are not whole: { $words }
gates-raised = a gate raised: { $what }
gates = gates answer every phone on every day
hooks-load_late = plugin.py was not loaded in time
hooks-context_late = context gave no answer in time ({ $when })
hooks-context_differs = context answers differently when asked twice ({ $when })
hooks-context_long = context has { $length } characters; what is beyond { $longest } is not sent ({ $when })
hooks-skill_late = { $skill } did not end in time
hooks-none = it has no plugin.py
hooks = plugin.py answers at any moment
looks-lowest = the lowest contrast is { $least }
looks-unreadable = { $name } { $colour } cannot be read on { $surface } (contrast { $ratio }, at least { $least })
looks-empty = looks.{ $name }.{ $lang } is empty
looks-no_place = looks.{ $name }.{ $lang } has no { $place }
looks = colours can be read and labels are whole
profile = profile.toml keeps schema and rules
releases = { $number } { $number ->
        [one] release
       *[other] releases
    }
stopped = the check stopped: { $what }
smoke-held = { $number } { $number ->
        [one] conversation
       *[other] conversations
    }
smoke-usable = cannot be used yet, but { $outcome }
smoke-woken = "{ $greeting }" wakes the sleeping phone
smoke-not_woken = "{ $word }" does not wake the phone
smoke-forgot = forgot a name that was told a turn before: { $answer }
smoke-other_cap = met { $limit } first
smoke-no_cap = met no cap of { $caps }
smoke-ends = "{ $utterance }" ends { $said }
smoke-at = { $release }: { $failure }
smoke = a conversation at each release
wake-none = it has none
wake-deaf = "{ $word }，你好" does not wake the phone
wake-alike = "{ $said }" is also heard as "{ $word }"
wake-ordinary = the ordinary sentence "{ $sentence }" wakes it ({ $wake_word })
wake = wake words are told apart
words-own = { $own } { $own ->
        [one] sentence
       *[other] sentences
    } of its own
words-unknown = { $key } is not something a phone says
words = its words are whole in both languages
gates-all_asked = { $tried } { $tried ->
        [one] release
       *[other] releases
    }, { $phones } phones, { $moments } moments
gates-some_asked = { $tried } { $tried ->
        [one] release
       *[other] releases
    } of { $all }, { $phones } phones, { $moments } moments
words-unwhole = the { $lang } words of { $key } are not whole: { $words }
