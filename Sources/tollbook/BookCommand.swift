import ArgumentParser

struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Makes a book, and tells what is in it.",
    subcommands: [BookCreateCommand.self, BookInfoCommand.self])
}
