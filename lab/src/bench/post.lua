-- A post of usage reports by a machine chosen at random; every report is a new one.
-- Arguments: a name for the load, machines, reports in a post, milliseconds between posts.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  name, devices, reports = args[1], tonumber(args[2]), tonumber(args[3])
  local pause = tonumber(args[4])
  sent = 0
  -- Other machines in each load, or those of a large fleet would be few after all.
  local seed = number + 1
  for place = 1, #name do
    seed = (seed * 31 + name:byte(place)) % 2147483647
  end
  math.randomseed(seed)
  headers = {["Content-Type"] = "application/json"}
  if pause > 0 then
    function delay()
      return math.random(0, 2 * pause)
    end
  end
end

function request()
  local at = os.date("!%Y-%m-%dT%H:%M:%SZ")
  local parts = {}
  for n = 1, reports do
    sent = sent + 1
    parts[n] = string.format('{"id":"%s-%d-%d","slot":"pods","used":"1","unit":"count","at":"%s"}', name, number, sent, at)
  end
  headers["Authorization"] = "Bearer bench-" .. math.random(devices)
  return wrk.format("POST", "/api/v1/usage", headers, '{"reports":[' .. table.concat(parts, ",") .. "]}")
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'measured {"requests":%d,"micros":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d,"late":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write, errors.timeout))
end
