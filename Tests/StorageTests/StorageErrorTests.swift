import Domain
import Storage
import Testing
