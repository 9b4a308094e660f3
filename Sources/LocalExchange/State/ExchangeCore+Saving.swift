import AlpacaWire
import Domain
import Simulation
import Storage

/// The state as records: JSON, as the wire has it, and what the wire does not tell.
extension ExchangeCore {
    /// What has changed since it was last taken.
    mutating func takeRecords() -> [ExchangeRecord] {
        let unsaved = unsaved
        self.unsaved = Unsaved()
        var records = unsaved.forgotten.flatMap { kind, ids in
            ids.map { ExchangeRecord(kind: kind, id: $0, body: nil) }
        }
        records += book.takeChanged().map { $0.record }
        if unsaved.hasAccount || !records.isEmpty { records.append(accountRecord) }
        records += unsaved.lots.map { lotRecord(of: $0) }
        records += unsaved.activities.map { record("activity", $0.id, $0.wire) }
        records += unsaved.watchlists.map { id in
            let list = watchlists.first { $0.id == id }
            return ExchangeRecord(kind: "watchlist", id: id, body: list.map { $0.wire.text })
        }
        records += unsaved.marks.map { mark in
            record(
                "mark", mark.recordID,
                .map(["equity": .digits(mark.equity), "time": .stamp(mark.time)]))
        }
        return records
    }

    private func record(_ kind: String, _ id: String, _ body: WireValue) -> ExchangeRecord {
        ExchangeRecord(kind: kind, id: id, body: body.text)
    }

    private var accountRecord: ExchangeRecord {
        let prices = lastDay.prices.map { ($0.key.description, WireValue.digits($0.value)) }
        return record(
            "account", "account",
            .map([
                "cash": .digits(cash), "start_cash": .digits(settings.cash),
                "names_made": .integer(namesMade), "time": .stamp(now),
                "last_stamp": .stamp(lastStamp), "is_open": .bool(isSessionOpen),
                "configuration": configuration.wire,
                "last_equity": .digits(lastDay.equity),
                "last_maintenance": .digits(lastDay.maintenance),
                "last_day": .text(lastDay.day?.description),
                "last_prices": .map(Dictionary(uniqueKeysWithValues: prices)),
            ]))
    }

    private func lotRecord(of symbol: Symbol) -> ExchangeRecord {
        let lots = engine.lots(of: symbol).map { lot in
            WireValue.map([
                "id": .string(lot.id.description),
                "side": .string(lot.side == .long ? "long" : "short"),
                "qty": .digits(lot.quantity), "value": .digits(lot.entryValue),
                "opened_at": .stamp(lot.openedAt),
            ])
        }
        return record("lots", symbol.description, .map(["lots": .list(lots)]))
    }
}

extension ExchangeOrder {
    fileprivate var record: ExchangeRecord {
        let value = WireValue.map([
            "order": wire.wire, "number": .integer(number), "is_opening": .bool(isOpening),
            "engine_id": .text(engineID?.description), "is_in_engine": .bool(isInEngine),
            "is_triggered": .bool(isTriggered), "parent": .text(parent),
            "legs": .list(legs.map { .string($0) }), "filled_value": .digits(filledValue),
            "closing": .digits(closing),
        ])
        return ExchangeRecord(kind: "order", id: id, body: value.text)
    }
}

extension WireValue {
    /// As JSON text.
    var text: String { String(decoding: json, as: UTF8.self) }
}
