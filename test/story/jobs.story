# Administrators see the jobs that failed, and have them tried again
seed cities
as officer
GET /office/jobs
403
as admin
GET /office/jobs
200
POST /office/jobs/01890000-0000-7000-8000-000000000000/again
404
