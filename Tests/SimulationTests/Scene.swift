import Domain
import Simulation
import Testing
