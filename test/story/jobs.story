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
job history.verify
GET /office/jobs
200 has "Verifying the history" has "The job did not finish."
POST /office/jobs/$job/again
303 /office/jobs
GET /office/jobs
200 has "Verifying the history" lacks "/again"
