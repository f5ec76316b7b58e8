# What exports say of their own.

user = User
asleep = Asleep
recorded = Simulated session { $name }
simulated = Recorded on a phone simulator, not on a phone
release = release
device = device
date = simulated date
backend = backend
untaken = No phone was taken in hand in this session
folded = { $count } characters; --thinking shows them
earlier = ↑ { $count } earlier
