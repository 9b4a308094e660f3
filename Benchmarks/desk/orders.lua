-- Market orders of one to fifty shares, a purchase and a sale by turns, over a hundred symbols.
-- The first argument, `tandem` or `baseline`, says how the size is called.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local bodies, count = {}, 0

function init(args)
    local size = args[1] == "tandem" and '"order_type":"market","qty"' or '"shares"'
    for k = 0, 199 do
        bodies[k] = string.format(
            '{"symbol":"SYM%03d","side":"%s",%s:%d}', math.floor(k / 2) % 100,
            k % 2 == 0 and "buy" or "sell", size, 1 + k % 50)
    end
end

function request()
    count = count + 1
    return wrk.format(nil, nil, nil, bodies[count % 200])
end
