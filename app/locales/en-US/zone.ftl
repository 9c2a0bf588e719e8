### What people call time zones.

# No country's time.
utc = UTC (Coordinated Universal Time)

# America/New_York
new_york = Eastern Time (New York)

# America/Chicago
chicago = Central Time (Chicago)

# America/Denver
denver = Mountain Time (Denver)

# America/Phoenix
phoenix = Arizona (Phoenix)

# America/Los_Angeles
los_angeles = Pacific Time (Los Angeles)

# America/Anchorage
anchorage = Alaska (Anchorage)

# Pacific/Honolulu
honolulu = Hawaii (Honolulu)

# America/Toronto
toronto = Toronto

# America/Vancouver
vancouver = Vancouver

# Europe/London
london = London

# Europe/Dublin
dublin = Dublin

# Europe/Berlin
berlin = Berlin

# Europe/Vienna
vienna = Vienna

# Europe/Zurich
zurich = Zurich

# Europe/Paris
paris = Paris

# Europe/Brussels
brussels = Brussels

# Europe/Amsterdam
amsterdam = Amsterdam

# Europe/Rome
rome = Rome

# Europe/Madrid
madrid = Madrid

# Atlantic/Canary
canary = Canary Islands

# Asia/Tokyo
tokyo = Tokyo
