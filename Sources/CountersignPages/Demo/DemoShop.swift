/// What the demo shop sells; the page shows it and the demo's endpoints charge it.
public enum DemoShop {
    /// One thing to buy.
    public struct Item: Sendable, Equatable {
        /// Its word in `POST /demo/buy`.
        public let id: String
        /// What the shopper reads.
        public let name: String
        /// Its price in minor units.
        public let minorUnits: Int64
        /// The currency of the price, an ISO 4217 code.
        public let currency: String
        /// The price as the shopper reads it.
        public let price: String
    }

    /// Everything that is for sale.
    public static let items = [
        Item(id: "laces", name: "Shoe laces", minorUnits: 499, currency: "EUR", price: "4.99 EUR"),
        Item(
            id: "shoes",
            name: "Running shoes",
            minorUnits: 4_999,
            currency: "EUR",
            price: "49.99 EUR"
        ),
        Item(
            id: "boots",
            name: "Hiking boots",
            minorUnits: 129_950,
            currency: "EUR",
            price: "1,299.50 EUR"
        ),
    ]

    /// The item that is chosen before the shopper chooses.
    public static let standardItem = "shoes"

    /// The example number of the documentation; in the demo every number is the simulator's.
    public static let standardPhone = "+4915112345678"

    /// The languages that messages ship in: BCP 47 tag and own name.
    public static let locales = [
        (tag: "en", name: "English"), (tag: "de", name: "Deutsch"), (tag: "fr", name: "Français"),
        (tag: "es", name: "Español"), (tag: "ar", name: "العربية"), (tag: "bn", name: "বাংলা"),
        (tag: "hi", name: "हिन्दी"), (tag: "ja", name: "日本語"),
    ]

    /// An item by its word; nil when there is none.
    public static func item(_ id: String) -> Item? { items.first { $0.id == id } }
}
