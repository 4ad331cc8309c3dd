package import Telecom

/// A scalar of a YAML file as it was written, whatever type YAML would give it: a rate never passes through a
/// floating-point number.
package struct YAMLText {
  package var text: String
  package var location: InputLocation
}
