/// Names of properties and custom fields: they are columns of files, too.
enum PropertyName {
  static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, 97...122 ~= first else { return false }
    return name.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 }
  }

  /// Of a service type: hyphens too, as subscribers files have them.
  static func isValid(type name: String) -> Bool { isValid(name.replacing("-", with: "_")) }
}
