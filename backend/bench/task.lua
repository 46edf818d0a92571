-- Each request makes a task for somebody else, who is told of it.
local n = 0
request = function()
  n = n + 1
  local body = string.format('{"title":"Call %d","assignee":"%s","customer":"%s","due_on":"2026-01-31"}', n, os.getenv("BENCH_ASSIGNEE"), os.getenv("BENCH_CUSTOMER"))
  return wrk.format("POST", nil, {["Content-Type"] = "application/json", ["Authorization"] = wrk.headers["Authorization"]}, body)
end
