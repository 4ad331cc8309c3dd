internal import RatePlans
internal import Rating
package import Telecom

/// What services of one type are like, as its YAML says.
///
/// ```yaml
/// name: dsl
/// title: DSL line
/// payer: called                     # and legs, usage, called, free_for_caller: how usage is rated, as in a file of service types
/// items: [INBOUND, OUTBOUND]        # kinds of usage that stand on invoices even when there was none
/// charge_while_suspended: false     # recurring charges pause; true where it is left out
/// generated_prefix: dsl-            # of names given to services that have none; the type's name and - where left out
/// properties:
///   - {name: bandwidth, type: integer, unit: Mbit/s, required: true}
///   - {name: tier, one_of: [gold, silver]}
///   - {name: circuit, pattern: "[A-Z]{2}[0-9]{6}"}
/// ```
package struct ServiceType: Sendable {
  package var name: String
  package var title: String
  package var chargesWhileSuspended: Bool
  /// Item codes of usage that services of this type show even at nothing.
  var items: [String]
  var generatedPrefix: String
  var properties: [ServiceProperty]
  /// How usage is rated; `nil` where the definition says nothing of it.
  var rating: RatingRule?

  /// A type of which nothing more is said.
  init(named name: String) {
    self.init(
      name: name, title: "", chargesWhileSuspended: true, items: [], generatedPrefix: name + "-", properties: [], rating: nil)
  }

  private init(
    name: String, title: String, chargesWhileSuspended: Bool, items: [String], generatedPrefix: String,
    properties: [ServiceProperty], rating: RatingRule?
  ) {
    self.name = name
    self.title = title
    self.chargesWhileSuspended = chargesWhileSuspended
    self.items = items
    self.generatedPrefix = generatedPrefix
    self.properties = properties
    self.rating = rating
  }

  /// - Throws: everything that is wrong with the definition.
  package static func parse(_ yaml: [UInt8], file: String) throws(ProblemReport) -> ServiceType {
    let log = ProblemLog()
    let type = read(yaml, file, log)
    guard let type, !log.hasErrors else { throw ProblemReport(log.sorted) }
    return type
  }

  private static func read(_ yaml: [UInt8], _ file: String, _ log: ProblemLog) -> ServiceType? {
    let keys = ["name", "title", "items", "charge_while_suspended", "generated_prefix", "properties"] + RatingRuleReader.keys
    guard let mapping = YAMLMapping(yaml, file: file, what: "a service type", keys: keys, log: log) else { return nil }
    guard let name = mapping.text("name") else {
      log.error(mapping.location, "the service type has no name", remedy: "write `name: dsl`")
      return nil
    }
    if !PropertyName.isValid(type: name.text) {
      log.error(
        name.location, "'\(name.text)' is no name of a service type", remedy: "use small letters, digits, hyphens and underscores")
    }
    var properties: [ServiceProperty] = []
    let propertyKeys = ["name", "title", "type", "one_of", "required", "pattern", "unit"]
    for item in mapping.mappings("properties", what: "a property", keys: propertyKeys) {
      guard let property = property(item, log) else { continue }
      if properties.contains(where: { $0.name == property.name }) {
        log.error(item.location, "the property \(property.name) stands twice", remedy: "keep one of them")
      }
      properties.append(property)
    }
    let rates = mapping.keys.contains { RatingRuleReader.keys.contains($0) }
    return ServiceType(
      name: name.text, title: mapping.text("title")?.text ?? "",
      chargesWhileSuspended: mapping.bool("charge_while_suspended") ?? true, items: mapping.texts("items").map(\.text),
      generatedPrefix: mapping.text("generated_prefix")?.text ?? name.text + "-", properties: properties,
      rating: rates ? RatingRuleReader(log: log).rule(mapping, name: name.text) : nil)
  }

  private static func property(_ item: YAMLMapping, _ log: ProblemLog) -> ServiceProperty? {
    guard let name = item.text("name") else {
      log.error(item.location, "a property has no name", remedy: "write `name: bandwidth`")
      return nil
    }
    if !PropertyName.isValid(name.text) {
      log.error(name.location, "'\(name.text)' is no name of a property", remedy: "use small letters, digits and underscores")
    }
    var property = ServiceProperty(name: name.text, title: item.text("title")?.text ?? "")
    property.type = item.choice("type") ?? .text
    property.isRequired = item.bool("required") ?? false
    property.unit = item.text("unit")?.text ?? ""
    for value in item.texts("one_of") {
      do throws(ValueFault) {
        property.oneOf.append(try property.type.canonical(value.text))
      } catch {
        log.error(value.location, "one_of: \(error.message)", remedy: error.remedy)
      }
    }
    if let pattern = item.text("pattern") {
      if (try? Regex(pattern.text)) == nil {
        log.error(pattern.location, "the pattern \(pattern.text) is no regular expression", remedy: "mend it")
      }
      property.pattern = pattern.text
    }
    return property
  }
}
