internal import Telecom

/// A scalar of a YAML file as it was written, whatever type YAML would give it: a rate never passes through a
/// floating-point number.
struct YAMLText {
  var text: String
  var location: InputLocation
}
