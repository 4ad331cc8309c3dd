/// What is wrong with one value of a dialect file; the reader adds where it stands.
struct DefinitionError: Error {
  let message: String

  init(_ message: String) { self.message = message }
}
