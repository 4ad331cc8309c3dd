/// A kind of usage that a service can make; it stands on the invoice even when there was none.
package struct SubscribedItem: Hashable, Sendable, Codable {
  package var account: String
  package var service: String
  package var item: String
  package var text: String

  package init(account: String, service: String, item: String, text: String) {
    self.account = account
    self.service = service
    self.item = item
    self.text = text
  }
}
