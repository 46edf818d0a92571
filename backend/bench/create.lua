-- Each request makes an invoice with a number of its own.
local n = 0
local run = tostring(os.time()) .. tostring(math.random(1e6)) .. os.getenv("BENCH_RUN")
request = function()
  n = n + 1
  local body = string.format('{"number":"%s-%d","customer":"%s","issued_on":"2026-01-01","total":{"amount":"10.50","currency":"EUR"}}', run, n, os.getenv("BENCH_CUSTOMER"))
  return wrk.format("POST", nil, {["Content-Type"] = "application/json", ["Authorization"] = wrk.headers["Authorization"]}, body)
end
