"""What the warehouse works out without the database: facts as columns, and the book of what lies where."""
