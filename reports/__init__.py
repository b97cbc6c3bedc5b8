"""What leaves the house: reads everything, is read by nothing."""
